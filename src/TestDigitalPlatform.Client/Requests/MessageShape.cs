using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>How messages of one type become requests; made once per type.</summary>
internal sealed class MessageShape
{
    private static readonly ConcurrentDictionary<Type, MessageShape> Known = new();
    private static readonly DefaultJsonTypeInfoResolver Members = new();
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpMethod method;
    private readonly MessageRoute route;
    private readonly QueryPart[] query;
    private readonly JsonTypeInfo? body;
    private readonly MessageMember? file;
    private readonly string accept;

    private MessageShape(Type message)
    {
        var operation = message.GetCustomAttribute<OperationAttribute>() ?? throw new ArgumentException(
            $"{message.Name} has no route: "
            + "only a query or command with [Get], [Post], [Put], [Patch] or [Delete] can be sent.");
        Name = $"{operation.Method} {operation.Path}";
        accept = Array.Find(message.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>))
            ?.GetGenericArguments()[0] switch
        {
            { } answer when answer == typeof(FileAnswer) => "*/*",
            { IsGenericType: true } answer when answer.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>) =>
                "application/jsonl, application/problem+json",
            _ => "application/json, application/problem+json",
        };
        method = new HttpMethod(operation.Method);
        // Only to list the members: that a serializer could not write one, as a filter, is of no matter here.
        var members = Members.GetTypeInfo(message, PlatformJson.Options).Properties
            .Where(MessageMember.IsData).Select(p => new MessageMember(p)).ToArray();
        route = new MessageRoute(message, operation.Path, members);
        var inPath = MessageRoute.Parameters(operation.Path).ToArray();
        var others = members.Where(m => !Array.Exists(inPath, m.IsCalled)).ToArray();
        file = Array.Find(others, m => m.Type == typeof(Upload));
        others = [.. others.Where(m => m != file)];
        var isInAddress = file is not null || IsQuery(message);
        query = isInAddress ? [.. others.Select(QueryPart.Of)] : [];
        body = isInAddress || others.Length == 0 ? null : MessageJson.Bodies.GetTypeInfo(message);
    }

    /// <summary>What the operation is called in errors and logs: <c>GET /requests/{request}</c>.</summary>
    internal string Name { get; }

    /// <exception cref="ArgumentException">Such messages can't be sent.</exception>
    internal static MessageShape Of(Type message) => Known.GetOrAdd(message, static type => new MessageShape(type));

    /// <exception cref="ArgumentException">The message says something that a request can't carry.</exception>
    internal HttpRequestMessage Request(object message, Uri service)
    {
        var address = new StringBuilder(service.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        route.Write(address, message);
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

    private static bool IsQuery(Type message) => Array.Exists(
        message.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>));
}
