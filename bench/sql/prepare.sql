-- Where texts and rows stand before contributions are made of them.
CREATE UNLOGGED TABLE bench_paragraph (id int PRIMARY KEY, language text, text text, vector tsvector);
CREATE UNLOGGED TABLE bench_title (LIKE bench_paragraph INCLUDING ALL);
CREATE UNLOGGED TABLE bench_region (country text PRIMARY KEY, region text);
CREATE UNLOGGED TABLE bench_row (
    place bigint, round_id bigint, period_id bigint, question_id bigint, source_id bigint, language text,
    title int, texts int[], extra text, published_at timestamptz
);
