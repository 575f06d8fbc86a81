-- Makes contributions of the rows that stand in bench_row, and empties it.
-- Row by row checks of foreign keys are left out: every key was taken from what is there.
SET LOCAL session_replication_role = replica;
SET LOCAL work_mem = '256MB';

WITH numbered AS (
    SELECT row.*, held.last_number + row_number() OVER (PARTITION BY row.round_id ORDER BY row.place) AS number,
        process.code || '/' || held.number || '/' AS series, process.id AS process_id
    FROM bench_row row
    JOIN consultations_round held ON held.id = row.round_id
    JOIN consultations_process process ON process.id = held.process_id
), made AS MATERIALIZED (
    SELECT row.*, row.place + 1 AS id, row.series || row.number AS symbol, title.text AS title_text, one.text AS excerpt,
        source.group_id, region.region,
        jsonb_build_object(
            'language', row.language, 'title', title.text,
            'statement', concat_ws(E'\n\n', one.text, two.text, nullif(row.extra, '')),
            'answers', jsonb_build_object(row.question_id::text, three.text || E'\n\n' || four.text),
            'recommendations', jsonb_build_array(five.text), 'builds_on', '', 'files', '[]'::jsonb,
            'sources', jsonb_build_array(jsonb_build_object(
                'id', source.id, 'name', source.name, 'acronym', source.acronym, 'country', source.country,
                'group', grouped.code))
        ) AS content,
        title.vector || one.vector || two.vector || three.vector || four.vector || five.vector
            || setweight(to_tsvector('english', row.extra), 'D')
            || setweight(to_tsvector('simple', lower(source.name || ' ' || translate(row.series, '/', ' ') || row.number)), 'A')
            AS search
    FROM numbered row
    JOIN bench_title title ON title.id = row.title
    JOIN bench_paragraph one ON one.id = row.texts[1]
    JOIN bench_paragraph two ON two.id = row.texts[2]
    JOIN bench_paragraph three ON three.id = row.texts[3]
    JOIN bench_paragraph four ON four.id = row.texts[4]
    JOIN bench_paragraph five ON five.id = row.texts[5]
    JOIN stakeholders_source source ON source.id = row.source_id
    JOIN stakeholders_stakeholdergroup grouped ON grouped.id = source.group_id
    JOIN bench_region region ON region.country = source.country
), symbols AS (
    INSERT INTO consultations_symbol (id, process_id, round_id, text, number, modifier, alias)
    SELECT id, process_id, round_id, symbol, number, '', '' FROM made
), submissions AS (
    INSERT INTO contributions_submission (id, contribution_id, number, by_id, submitted_at, content, digest)
    SELECT id, id, 1, %(author)s, published_at, content, encode(sha256(convert_to(content::text, 'UTF8')), 'hex') FROM made
), sources AS (
    INSERT INTO contributions_contributionsource (id, contribution_id, source_id, group_id, confirmed_at)
    SELECT id, id, source_id, group_id, published_at FROM made
)
INSERT INTO contributions_contribution (
    id, period_id, round_id, state, author_id, speaking, content, content_version, submission_id, builds_on, ground,
    symbol_id, began_at, saved_at, submitted_at, published_at, title, language, excerpt, number,
    group_ids, source_ids, question_ids, regions, search, words, ground_code, modifier, shown_at
)
SELECT id, period_id, round_id, 'published', %(author)s, 'source', content, 1, id, '', '',
    id, published_at, published_at, published_at, published_at, title_text, language, left(excerpt, 300), number,
    ARRAY[group_id], ARRAY[source_id], ARRAY[question_id], ARRAY[region], search,
    300, -- five paragraphs of sixty
    '', '', published_at
FROM made;

UPDATE consultations_round held SET last_number = counted.last
FROM (SELECT round_id, max(number) AS last FROM consultations_symbol GROUP BY round_id) counted
WHERE held.id = counted.round_id AND counted.last > held.last_number;

TRUNCATE bench_row;
