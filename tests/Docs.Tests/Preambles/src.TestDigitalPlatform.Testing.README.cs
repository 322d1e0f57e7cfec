global using Requests;
global using TestDigitalPlatform.Testing;
