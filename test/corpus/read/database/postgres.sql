COPY public.chats (id, msg) FROM stdin;
1	hello\nx
2	\N
\.
