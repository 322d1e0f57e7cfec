using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;
using TestDigitalPlatform.Testing.Conformance;
using TestDigitalPlatform.Testing.Tests.Shop;

namespace TestDigitalPlatform.Testing.Tests.Conformance;

/// <summary>The shop with one promise broken, and what the suite says about it.</summary>
internal static class BrokenShop
{
    /// <summary>Breaks the shop by answering some requests in its place.</summary>
    internal static Task<string> Failure<TCheck>(Func<HttpContext, RequestDelegate, Task> breakIt)
        where TCheck : IConformanceCheck, new() => Failure<TCheck>(app => app.Use(breakIt), null, Shelves.Arrange);

    /// <summary>Breaks the shop behind its back, in its database.</summary>
    internal static Task<string> Failure<TCheck>(string sql)
        where TCheck : IConformanceCheck, new() => Failure<TCheck>(_ => { }, sql, Shelves.Arrange);

    /// <summary>Says nothing about what the operations need.</summary>
    internal static Task<string> FailureUnarranged<TCheck>()
        where TCheck : IConformanceCheck, new() => Failure<TCheck>(_ => { }, null, _ => Task.CompletedTask);

    internal static bool Is(this HttpRequest request, string method, string path) =>
        request.Method == method && request.Path == path;

    private static async Task<string> Failure<TCheck>(
        Action<WebApplication> breakIt, string? sql, Func<Arrangement, Task> arrange)
        where TCheck : IConformanceCheck, new()
    {
        var check = new TCheck();
        await using var session = await ConformanceSession.Start(
            ShopService.Name,
            args => ShopService.Create(args, breakIt),
            new ConformanceRules(arrange, (_, _, _) => false),
            check.Settings);
        if (sql is not null)
            await Execute(session.Service.Database, sql);

        var failure = await Should.ThrowAsync<TestFailedException>(() => session.Hold(check));

        failure.Message.ShouldStartWith($"The service breaks a rule of the platform: {check.Promise}\n");
        return failure.Message;
    }

    private static async Task Execute(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsSuperuser();
#pragma warning disable CA2100 // The test's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
