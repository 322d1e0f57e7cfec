global using Requests;
global using Requests.Contracts;
global using TestDigitalPlatform.Testing;
