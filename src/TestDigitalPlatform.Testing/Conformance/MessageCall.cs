using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Client.Requests;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>A message as it is sent: a path, a query string and a body.</summary>
internal sealed record MessageCall(OperationProfile Profile, string Path, string Query, JsonObject? Body)
{
    private const string AnyText = "conformance";

    /// <summary>A header in place of the call's own.</summary>
    internal (string Name, string Value)? Header { get; init; }

    private static readonly Uri AnyAddress = new("http://localhost");

    /// <summary>The call of a message as it stands.</summary>
    internal static MessageCall Of(OperationProfile profile, object message)
    {
        using var request = MessageShape.Of(message.GetType()).Request(message, AnyAddress);
        var body = profile.Operation.Accept is null && request.Content is { } content ? JsonNode.Parse(content.ReadAsStream())?.AsObject() : null;
        return new MessageCall(profile, request.RequestUri!.AbsolutePath, request.RequestUri.Query, body);
    }

    /// <summary>The call that the operation's examples describe, with what is arranged in place of theirs.</summary>
    internal static MessageCall Of(OperationProfile profile, Arrangement given)
    {
        if (given.Message is { } message)
            return Of(profile, message);
        var path = profile.Fill(member => given.TryGet(member.Type, out var text)
            ? text
            : DocumentExamples.OfParameter(profile, member.Name) ?? AnyText);
        if (profile.Operation is { IsCommand: true, Accept: null })
            return new MessageCall(profile, path, "", Arranged(DocumentExamples.OfBody(profile), profile, given));
        var required = DocumentExamples.RequiredQuery(profile)
            .Select(name => (name, DocumentExamples.OfParameter(profile, name) ?? AnyText));
        return new MessageCall(profile, path, QueryOf(required), null);
    }

    internal HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(
            new HttpMethod(Profile.Operation.Method), new Uri(Path + Query, UriKind.Relative));
        if (Profile.Operation.RequireIfMatch)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        if (Profile.Operation.Accept is { } accept)
            request.Content = SampleFile.Of(accept);
        else if (Body is not null)
            request.Content = new StringContent(
                Body.ToJsonString(PlatformJson.Options), Encoding.UTF8, "application/json");
        if (Header is var (name, value))
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    internal HttpRequestMessage Request(string idempotencyKey)
    {
        var request = Request();
        request.Headers.Add(HeaderNames.IdempotencyKey, idempotencyKey);
        return request;
    }

    internal HttpRequestMessage Request(EntityTagHeaderValue ifMatch)
    {
        var request = Request();
        request.Headers.IfMatch.Clear();
        request.Headers.IfMatch.Add(ifMatch);
        return request;
    }

    /// <summary>The same call with one more parameter in its query string.</summary>
    internal MessageCall With(string name, string value) =>
        this with { Query = $"{(Query.Length == 0 ? "?" : Query + "&")}{name}={Uri.EscapeDataString(value)}" };

    /// <summary>The same call without a parameter of its query string.</summary>
    internal MessageCall Without(string name)
    {
        var others = Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(parameter => !parameter.StartsWith(name + "=", StringComparison.Ordinal));
        return this with { Query = string.Join('&', others) is { Length: > 0 } query ? "?" + query : "" };
    }

    private static string QueryOf(IEnumerable<(string Name, string Value)> parameters)
    {
        var query = string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
        return query.Length == 0 ? "" : "?" + query;
    }

    private static JsonObject? Arranged(JsonObject? example, OperationProfile profile, Arrangement given)
    {
        foreach (var member in profile.Members.Where(m => m.Source is MemberSource.Body))
        {
            if (example?.ContainsKey(member.Name) is true && given.TryGet(member.Type, out var text))
                example[member.Name] = text;
        }

        return example;
    }
}
