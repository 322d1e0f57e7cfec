using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TestDigitalPlatform.Generated;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>How messages of one type become requests; made once per type.</summary>
internal sealed class MessageShape
{
    private static readonly ConcurrentDictionary<Type, MessageShape> Known = new();
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly MessageDescription described;
    private readonly HttpMethod method;
    private readonly QueryPart[] query;
    private readonly JsonTypeInfo? body;
    private readonly MemberDescription? file;
    private readonly string accept;

    private MessageShape(Type message)
    {
        if (!message.IsDefined(typeof(OperationAttribute), inherit: false))
            throw new ArgumentException(
                $"{message.Name} has no route: "
                + "only a query or command with [Get], [Post], [Put], [Patch] or [Delete] can be sent.");
        described = MessageDescription.Of(message);
        Name = $"{described.Method} {described.Path}";
        accept = described switch
        {
            { IsCommand: false, Answer: var answer } when answer == typeof(FileAnswer) => "*/*",
            { IsCommand: false, Answer: { IsGenericType: true } answer }
                when answer.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>) =>
                "application/jsonl, application/problem+json",
            _ => "application/json, application/problem+json",
        };
        method = new HttpMethod(described.Method);
        file = described.In(MemberSource.File).FirstOrDefault();
        query = [.. described.In(MemberSource.Query).Select(QueryPart.Of)];
        body = described.In(MemberSource.Body).Any() ? MessageJson.Bodies.GetTypeInfo(message) : null;
    }

    /// <summary>What the operation is called in errors and logs: <c>GET /requests/{request}</c>.</summary>
    internal string Name { get; }

    /// <exception cref="ArgumentException">Such messages can't be sent.</exception>
    internal static MessageShape Of(Type message) => Known.GetOrAdd(message, static type => new MessageShape(type));

    /// <exception cref="ArgumentException">The message says something that a request can't carry.</exception>
    internal HttpRequestMessage Request(object message, Uri service)
    {
        var address = new StringBuilder(service.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        address.Append(described.Fill(member => PathValue.Of(member, message)));
        var asked = new StringBuilder();
        foreach (var part in query)
            part.Write(asked, message);
        var request = new HttpRequestMessage(method, address.Append(asked).ToString())
        {
            Content = file is not null ? new UploadContent((Upload)file.Get(message)!)
                : body is null ? null : Content(message, body),
        };
        request.Headers.Accept.ParseAdd(accept);
        request.Options.Set(OperationName, Name);
        request.Options.Set(Message, message);
        return request;
    }

    /// <summary>Under which handlers on the way find the name.</summary>
    internal static HttpRequestOptionsKey<string> OperationName { get; } = new("TestDigitalPlatform.Operation");

    /// <summary>Under which a test's stand-in for the service finds the message itself.</summary>
    internal static HttpRequestOptionsKey<object> Message { get; } = new("TestDigitalPlatform.Message");

    private static ByteArrayContent Content(object message, JsonTypeInfo type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(message, type)) { Headers = { ContentType = Json } };
}
