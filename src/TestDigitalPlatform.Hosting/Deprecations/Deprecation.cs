using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TestDigitalPlatform.Grammar;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting.Deprecations;

/// <summary>What callers of an operation that will go are told.</summary>
internal sealed class Deprecation
{
    private const string Day = "yyyy-MM-dd";

    private readonly string since;
    private readonly string? sunset;
    private readonly OperationAttribute? successor;

    private Deprecation(DateTimeOffset since, DateTimeOffset? sunset, OperationAttribute? successor)
    {
        // RFC 9745 writes a date of structured fields (RFC 9651, section 3.3.7), RFC 8594 one of HTTP.
        this.since = string.Create(CultureInfo.InvariantCulture, $"@{since.ToUnixTimeSeconds()}");
        this.sunset = sunset?.ToString("R", CultureInfo.InvariantCulture);
        this.successor = successor;
        var (begin, end) = (Shown(since), sunset is { } last ? $"; it may be removed on {Shown(last)}" : "");
        var instead = successor is null ? "" : $" Use `{successor.Method} {successor.Path}` instead.";
        Text = $"**Deprecated** since {begin}{end}.{instead}";
    }

    /// <summary>The same for people who read the OpenAPI document.</summary>
    internal string Text { get; }

    internal bool HasSunset => sunset is not null;

    internal bool HasSuccessor => successor is not null;

    /// <returns><see langword="null"/> for an operation that stays.</returns>
    internal static Deprecation? Of(Operation operation) =>
        operation.Message.GetCustomAttribute<DeprecatedAttribute>() is { } told && Date(told.Since) is { } since
            ? new Deprecation(since, Date(told.Sunset), told.Successor?.GetCustomAttribute<OperationAttribute>())
            : null;

    /// <summary>What a contract says about its end and cannot be meant.</summary>
    internal static IEnumerable<string> Flaws(Operation operation)
    {
        if (operation.Message.GetCustomAttribute<DeprecatedAttribute>() is not { } told)
            yield break;
        var (since, sunset) = (Date(told.Since), Date(told.Sunset));
        if (since is null)
            yield return $"{operation.Name} is deprecated since '{told.Since}', which is not a date. "
                + "Write a date such as 2026-12-01.";
        if (told.Sunset is not null && sunset is null)
            yield return $"{operation.Name} ends on '{told.Sunset}', which is not a date. "
                + "Write a date such as 2027-12-01.";
        if (sunset <= since)
            yield return $"{operation.Name} ends on {told.Sunset}, but is deprecated only since {told.Since}: "
                + "give callers time to migrate.";
        if (told.Successor is { } successor && successor.GetCustomAttribute<OperationAttribute>() is null)
            yield return $"{operation.Name} is replaced by {successor.Name}, which has no route: "
                + "name a query or command.";
    }

    /// <summary>Before anything is answered, so that it stands on problems too.</summary>
    internal void Tell(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers[HeaderNames.Deprecation] = since;
        if (sunset is not null)
            headers[HeaderNames.Sunset] = sunset;
        if (successor is not null && Fill(successor.Path, context.Request.RouteValues) is { } path)
            headers.Link = $"<{context.Request.PathBase}{path}>; rel=\"successor-version\"";
    }

    // A successor may be about something else than this path names; then there is no address to give.
    private static string? Fill(string path, RouteValueDictionary values) =>
        RouteTemplate.Parameters(path).All(name => values[name] is string)
            ? RouteTemplate.Replace(path, name => Uri.EscapeDataString((string)values[name]!))
            : null;

    private static DateTimeOffset? Date(string? day)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;
        return DateTimeOffset.TryParseExact(day, Day, CultureInfo.InvariantCulture, Utc, out var date) ? date : null;
    }

    private static string Shown(DateTimeOffset day) => day.ToString(Day, CultureInfo.InvariantCulture);
}
