global using TestDigitalPlatform.Postgres;
