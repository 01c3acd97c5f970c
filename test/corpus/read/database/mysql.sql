-- MySQL dump
CREATE TABLE `clients` (
  `id` int NOT NULL,
  `name` varchar(20),
  PRIMARY KEY (`id`)
);
INSERT INTO `clients` VALUES (1,'a;\'b'),(2,NULL);
