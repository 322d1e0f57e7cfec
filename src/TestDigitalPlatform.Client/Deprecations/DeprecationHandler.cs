using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Client.Requests;
using TestDigitalPlatform.Client.Resilience;
using TestDigitalPlatform.Client.Responses;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Client.Deprecations;

/// <summary>Says in the log, once for each operation, that it will go (RFC 9745).</summary>
/// <param name="notices">What was said already.</param>
internal sealed class DeprecationHandler(DeprecationNotices notices) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues(HeaderNames.Deprecation, out var since))
            notices.Say(request, since.First(), response);
        return response;
    }
}

/// <summary>
/// What one client has said about operations that will go; one for all its handlers, which come and go.
/// </summary>
/// <param name="client">The client's name.</param>
/// <param name="logger">Where it is said.</param>
internal sealed class DeprecationNotices(string client, ILogger logger)
{
    // What has no name is not told apart: its path may be any text, and a log must stay finite.
    private const string Unnamed = "an operation";

    private const int MaxShown = 200;

    private readonly ConcurrentDictionary<string, bool> said = new(StringComparer.Ordinal);

    internal void Say(HttpRequestMessage request, string since, HttpResponseMessage response)
    {
        var operation = request.Options.TryGetValue(MessageShape.OperationName, out var name) ? name : Unnamed;
        if (!said.TryAdd(operation, true))
            return;
        var sunset = response.Headers.TryGetValues(HeaderNames.Sunset, out var end) ? Day(end.First()) : "a date to be announced";
        var successor = response.Headers.TryGetValues("Link", out var links) ? Shown(links.First()) : "none named";
        ClientLog.Deprecated(logger, client, operation, Day(since), sunset, successor);
    }

    // A text that is no date is shown as it is.
    private static string Day(string text) => text switch
    {
        ['@', .. var seconds] when long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix)
            && unix <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() =>
            Day(DateTimeOffset.FromUnixTimeSeconds(unix)),
        _ => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Day(date)
            : Shown(text),
    };

    private static string Shown(string header) => ForeignText.Line(header, MaxShown);

    private static string Day(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
