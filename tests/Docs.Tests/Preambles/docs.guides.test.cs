global using System.Net;
global using System.Text.Json;
global using Requests;
global using Shouldly;
global using TestDigitalPlatform.Testing;
global using Xunit;
