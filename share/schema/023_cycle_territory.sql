-- Which cités a cycle is for, as "r:32 d:59 c:123" (régions, départements, ids of cités); NULL: nobody said.
ALTER TABLE cycle ADD COLUMN territory TEXT;
