using Microsoft.AspNetCore.Http;

namespace TestDigitalPlatform.Hosting.Streams;

/// <summary>The <c>Last-Event-ID</c> header that a browser sends when it takes up a stream of events again.</summary>
internal static class LastEvent
{
    private const string Header = "Last-Event-ID";
    private const string Property = "LastEventId";
    private const string Parameter = "lastEventId";

    /// <summary>Makes the header the query's <c>lastEventId</c>, where it has one and the caller has not said it.</summary>
    internal static void PutIntoQuery(HttpRequest request, Type query)
    {
        if (request.Headers.TryGetValue(Header, out var id) && id is [{ Length: > 0 } only]
            && query.GetProperty(Property) is not null && !request.Query.ContainsKey(Parameter))
            request.QueryString = request.QueryString.Add(Parameter, only);
    }
}
