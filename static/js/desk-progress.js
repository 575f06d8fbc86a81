// Looks again by itself while something is being done, as long as somebody looks.
setTimeout(() => document.visibilityState === "visible" && location.reload(), 3000);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && location.reload());
