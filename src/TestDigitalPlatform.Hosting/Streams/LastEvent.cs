using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Generated;

namespace TestDigitalPlatform.Hosting.Streams;

/// <summary>The <c>Last-Event-ID</c> header that a browser sends when it takes up a stream of events again.</summary>
/// <param name="query">The query of the stream.</param>
internal sealed class LastEvent(Type query)
{
    private const string Header = "Last-Event-ID";
    private const string Property = "LastEventId";

    private readonly string? parameter =
        MessageDescription.Of(query).In(MemberSource.Query).FirstOrDefault(m => m.Property == Property)?.Name;

    /// <summary>Makes the header the query's <c>lastEventId</c>, where it has one and the caller has not said it.</summary>
    internal void PutIntoQuery(HttpRequest request)
    {
        if (parameter is not null && request.Headers.TryGetValue(Header, out var id) && id is [{ Length: > 0 } only]
            && !request.Query.ContainsKey(parameter))
            request.QueryString = request.QueryString.Add(parameter, only);
    }
}
