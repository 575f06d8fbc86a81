# Plenum's image: web, worker and beat are the same one with other commands.
FROM python:3.13-slim AS built

WORKDIR /build
COPY requirements.txt requirements-uv.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-uv.txt
RUN uv venv /opt/venv && uv pip sync --python /opt/venv/bin/python --require-hashes requirements.txt

FROM python:3.13-slim

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    VAR_DIR=/var/lib/plenum

COPY --from=built /opt/venv /opt/venv
WORKDIR /srv/plenum
COPY . .
# Catalogues go beside the code, static files into VAR_DIR; neither asks a server.
RUN python manage.py compile_catalogues
RUN python manage.py collectstatic --no-input --ignore=flags --ignore=rest_framework --ignore=django_htmx
# Uploads are the one thing to keep: a volume goes there and takes this owner over.
RUN useradd --system --uid 10001 plenum && mkdir -p /var/lib/plenum/media && chown -R plenum: /var/lib/plenum

USER plenum
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s CMD ["python", "-I", "config/healthy.py"]
CMD ["gunicorn", "config.wsgi:application", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--workers=2", "--threads=4", "--preload", "--graceful-timeout=20", "--no-control-socket", "--worker-tmp-dir=/dev/shm"]
