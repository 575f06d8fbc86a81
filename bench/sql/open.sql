-- The periods that are open at an instant, each with its process, round, documents, questions, groups and acts.
SELECT json_agg(told)::text FROM (
    SELECT period.*, to_json(process) AS process, to_json(held) AS round,
        (SELECT json_agg(question ORDER BY question.number) FROM consultations_guidingquestion question
            WHERE question.period_id = period.id) AS questions,
        (SELECT json_agg(act ORDER BY act.id) FROM consultations_periodact act WHERE act.period_id = period.id) AS acts,
        (SELECT json_agg(grouped ORDER BY grouped.code) FROM consultations_commentperiod_audience asked
            JOIN stakeholders_stakeholdergroup grouped ON grouped.id = asked.stakeholdergroup_id
            WHERE asked.commentperiod_id = period.id) AS audience,
        (SELECT json_agg(filed ORDER BY filed.number) FROM (
            SELECT document.*, symbol.number, symbol.text AS symbol, (
                SELECT json_agg(file) FROM consultations_documentfile file WHERE file.document_id = document.id
            ) AS files
            FROM consultations_document document LEFT JOIN consultations_symbol symbol ON symbol.id = document.symbol_id
            WHERE document.round_id = held.id AND document.public_at IS NOT NULL
        ) filed) AS documents
    FROM consultations_commentperiod period
    JOIN consultations_round held ON held.id = period.round_id
    JOIN consultations_process process ON process.id = held.process_id
    WHERE period.opens_at <= %(at)s AND period.closes_at > %(at)s
        AND (period.cancelled_at IS NULL OR period.cancelled_at > %(at)s)
        AND period.public_at IS NOT NULL AND held.public_at IS NOT NULL AND process.public_at IS NOT NULL
    ORDER BY period.closes_at, period.id
) told
