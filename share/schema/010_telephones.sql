-- Structures are found by the digits of their telephone, as people are: the view writes them as
-- fold_phone_add() does, for what valid_phone() lets in.

DROP VIEW search_structure;
CREATE VIEW search_structure AS
SELECT s.id AS id, '1' || replace(s.fold, ' ', ' 1') AS label, s.fold || ' ' || coalesce(s.town, '') || ' ' || coalesce(s.email, '') || ' '
	|| coalesce(s.siret, '') || ' ' || coalesce(c.name, '') || ' '
	|| coalesce((SELECT CASE WHEN abroad IS NULL THEN bare
			WHEN abroad GLOB '33*' THEN '0' || ltrim(substr(abroad, 3), '0')
			WHEN substr(abroad, 1, 3) IN ('262', '590', '594', '596') THEN '0' || ltrim(substr(abroad, 4), '0')
			ELSE abroad END
		FROM (SELECT bare, CASE WHEN bare GLOB '+*' THEN substr(bare, 2) WHEN bare GLOB '00*' THEN substr(bare, 3) END AS abroad
			FROM (SELECT replace(replace(replace(replace(replace(replace(replace(replace(s.phone, ' ', ''), char(160), ''),
				char(8239), ''), '.', ''), '-', ''), '/', ''), '(', ''), ')', '') AS bare))), '') || ' '
	|| CASE s.kind WHEN 'commune' THEN 'commune mairie'
		WHEN 'epci' THEN 'intercommunalité agglomération'
		WHEN 'departement' THEN 'conseil départemental'
		WHEN 'region' THEN 'conseil régional'
		WHEN 'prefecture' THEN 'préfecture'
		WHEN 'education_nationale' THEN 'éducation nationale académie'
		WHEN 'etat' THEN 'service de l''État'
		WHEN 'caf' THEN 'caf allocations familiales'
		WHEN 'association' THEN 'association'
		WHEN 'crpv' THEN 'crpv centre de ressources'
		WHEN 'enterprise' THEN 'entreprise' ELSE '' END AS words
FROM structure s LEFT JOIN cite c ON c.id = s.cite;

DELETE FROM search WHERE rowid IN (SELECT id FROM structure);
INSERT INTO search (rowid, label, words, kind) SELECT id, label, words, 'structure' FROM search_structure;
