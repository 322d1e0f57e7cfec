using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Endpoints;

/// <summary>The notes with endpoints that a team maps itself, of each kind.</summary>
public sealed class OwnEndpoints : IAsyncLifetime
{
    private static readonly Refusal NotToday = new("notes.not_today", "Nothing is done today.");

    internal TestService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await Start();

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    internal static Task<TestService> Start(params string[] settings) =>
        TestService.Start("notes", Create, ["Platform:Docs=true", .. settings]);

    private static WebApplication Create(string[] args)
    {
        var app = NotesService.Create(args);
        var own = app.MapGroup("/own").Allow(Role.CustomerUser, Role.CustomerAdministrator);
        own.MapGet("/stars", Stars).WithName("countStars").WithDescription("Adds up the stars.");
        own.MapGet("/notes/{note}", (NoteId note, [Range(1, 9)] int depth, Db db, CancellationToken cancellationToken) =>
            db.One<Note>($"select id, text, stars, written_at, version from note where id = {note}", cancellationToken));
        own.MapPost("/marks", (Mark mark) => TypedResults.Ok(mark));
        own.MapGet("/administrators", [Allow(Role.CustomerAdministrator)] (Caller caller) => caller.User.ToString());
        own.MapGet("/everybody", (Caller? caller) => caller?.User.ToString() ?? "nobody").AllowAnonymous();
        own.MapGet("/somebody", (Caller caller) => caller.User.ToString()).AllowAnonymous();
        own.MapGet("/user", (HttpContext context) => $"{context.User.Identity!.Name} {context.User.IsInRole("customer-user")}");
        MapRefusals(own);
        app.MapGet("/own-forgotten", () => "never seen");
        app.MapGet("/own-waiting", Wait).AllowAnonymous();
        app.MapGet("/own-uncounted", () => "here").AllowAnonymous().WithoutRequestLimit();
        return app;
    }

    private static void MapRefusals(RouteGroupBuilder own)
    {
        own.MapGet("/refused", string () => throw new RefusedException(NotToday));
        own.MapGet("/broken", string () => throw new InvalidOperationException("A secret."));
        own.MapGet("/problem", () => TypedResults.Problem("Not now.", statusCode: StatusCodes.Status409Conflict));
        own.MapGet("/invalid", () => TypedResults.ValidationProblem(
            new Dictionary<string, string[]> { ["stars"] = ["Too many."] }));
        own.MapGet("/teapot", () => Results.StatusCode(StatusCodes.Status404NotFound));
    }

    private static async Task<StarCount> Stars(Caller caller, Db db, CancellationToken cancellationToken) => new(
        caller.User, await db.One<long>("select coalesce(sum(stars), 0)::bigint from note", cancellationToken));

    private static async Task Wait(HttpContext context)
    {
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Timeout.Infinite, context.RequestAborted);
    }
}

/// <summary>How many stars a user can see.</summary>
/// <param name="User">Who asked.</param>
/// <param name="Stars">All of them.</param>
public sealed record StarCount(UserId User, long Stars);

/// <summary>A mark that somebody sets.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Role">For whom it is.</param>
public sealed record Mark(string Text, Role? Role = null);
