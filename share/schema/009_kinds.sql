-- Structures are found by what they are as well: "conseil départemental", "association lille".

DROP VIEW search_structure;
CREATE VIEW search_structure AS
SELECT s.id AS id, '1' || replace(s.fold, ' ', ' 1') AS label, s.fold || ' ' || coalesce(s.town, '') || ' ' || coalesce(s.email, '') || ' '
	|| coalesce(s.siret, '') || ' ' || coalesce(c.name, '') || ' '
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
