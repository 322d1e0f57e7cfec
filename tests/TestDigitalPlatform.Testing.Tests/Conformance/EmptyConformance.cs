using Microsoft.AspNetCore.Builder;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting;

namespace TestDigitalPlatform.Testing.Tests.Conformance;

/// <summary>A service that was just made has no operation yet, and breaks no promise.</summary>
public sealed class EmptyConformance() : ServiceConformance("empty", Create)
{
    private static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddPlatform("empty", new ServiceDefinition(typeof(TestService).Assembly, []));
        var app = builder.Build();
        app.MapPlatform();
        return app;
    }
}
