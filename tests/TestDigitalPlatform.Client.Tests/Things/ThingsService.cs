using Microsoft.AspNetCore.Builder;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Client.Tests.Things;

/// <summary>A service that says what it was asked.</summary>
internal static class ThingsService
{
    internal static Task<TestService> Start() => TestService.Start("things", Create);

    private static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddPlatform("things");
        var app = builder.Build();
        app.MapPlatform();
        return app;
    }
}
