using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Notes;

/// <summary>A small service that has one operation of each kind.</summary>
internal static class NotesService
{
    internal static Task<TestService> Start(params string[] settings) => TestService.Start("notes", Create, settings);

    internal static HttpClient Ann(this TestService service) => service.SignIn(Role.CustomerUser, "acme", "ann");

    internal static async Task<string> Write(this HttpClient client, string text = "A note", int stars = 3)
    {
        var response = await client.PostAsJsonAsync("/notes", new { text, stars });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<string>())!;
    }

    internal static async Task<JsonElement> Json(this HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>();

    internal static WebApplication Create(string[] args) => Create(args, _ => { });

    /// <param name="args">The settings.</param>
    /// <param name="before">Registers what is the team's own, before the platform does.</param>
    internal static WebApplication Create(string[] args, Action<IServiceCollection> before)
    {
        var builder = WebApplication.CreateBuilder(args);
        before(builder.Services);
        builder.AddPlatform("notes");
        builder.Services.AddSingleton<Gate>();
        builder.Services.AddSingleton<ExternalCalls.Courier>();
        builder.Services.AddScoped<Voice>();
        builder.Services.AddSingleton(new Manner("rude"));
        builder.Services.AddKeyedSingleton("polite", new Manner("polite"));
        var app = builder.Build();
        app.MapPlatform();
        app.MapGet("/custom", () => "not ours").Allow();
#pragma warning disable TDP1051 // It is closed on purpose.
        app.MapGet("/closed", () => "never seen");
#pragma warning restore TDP1051
        app.MapPost("/custom", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            return (await reader.ReadToEndAsync(context.RequestAborted)).Length;
        }).Allow();
        return app;
    }
}
