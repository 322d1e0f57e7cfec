using System.Diagnostics;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Messages;

/// <summary>The trace that a message belongs to, besides its <c>traceparent</c>: W3C Trace Context's <c>tracestate</c> and W3C
/// Baggage.</summary>
/// <remarks>Written and read by the framework, within W3C's bounds.</remarks>
internal static class MessageTrace
{
    internal const string TraceState = "tracestate";
    internal const string Baggage = "baggage";

    private static readonly DistributedContextPropagator W3C = DistributedContextPropagator.CreateW3CPropagator();

    /// <summary>What a message says of the span that it is told in.</summary>
    internal static MessageHeaders Of(Activity? span)
    {
        if (span is null || (span.TraceStateString is null && !span.Baggage.Any()))
            return MessageHeaders.None;
        var headers = new Dictionary<string, string?>(3);
        W3C.Inject(span, headers, static (carrier, name, value) => ((Dictionary<string, string?>)carrier!)[name] = value);
        return MessageHeaders.Of(headers.Where(header => header.Key is TraceState or Baggage));
    }

    /// <summary>Goes on with a message's baggage in the span that handles it.</summary>
    internal static void Continue(Activity span, MessageHeaders headers)
    {
        if (headers[Baggage] is null)
            return;
        foreach (var (name, value) in W3C.ExtractBaggage(headers, Get) ?? [])
            span.AddBaggage(name, value);
    }

    private static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values) =>
        (value, values) = (((MessageHeaders)carrier!)[name], null);
}
