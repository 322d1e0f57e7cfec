using System.Text.Json.Nodes;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Grammar;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class IdempotencyCheck : IConformanceCheck
{
    public string Promise =>
        "a command that is sent again with its Idempotency-Key is done once and gets the same response.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var profile in session.Operations.Where(o => o.Operation.IsCommand))
        {
            var given = await session.Arrange(profile);
            await foreach (var wrong in Wrong(session, given.Caller(profile.UsualRole), MessageCall.Of(profile, given)))
                findings.Add(new Finding(profile.ToString(), wrong));
        }
    }

    private static async IAsyncEnumerable<string> Wrong(ConformanceSession session, Caller caller, MessageCall call)
    {
        var key = Guid.NewGuid().ToString();
        var first = await session.Send(caller, call.Request(key));
        var stored = await StoredState.Of(session.Service.Database);
        var second = await session.Send(caller, call.Request(key));
        if (second.Status != first.Status || !SameAnswer(first, second))
            yield return $"{first} the first time, and {second} the second time.";
        if (!second.Headers.TryGetValues(HeaderNames.IdempotencyReplayed, out var replayed) || !replayed.Contains("true"))
            yield return $"{second} the second time, without '{HeaderNames.IdempotencyReplayed}: true'.";
        if (await StoredState.Of(session.Service.Database) != stored)
            yield return "rows or events were stored again the second time.";
        if (Another(call) is not { } other)
            yield break;
        var reused = await session.Send(caller, other.Request(key));
        if (!reused.Is(422, "idempotency_key_reused"))
            yield return $"{reused} for another command with the same key, instead of 422 idempotency_key_reused.";
    }

    // A problem tells its own trace each time.
    private static bool SameAnswer(Answer first, Answer second) =>
        first.Code is { } code ? second.Code == code : second.Body == first.Body;

    /// <summary>A command that differs from this one, and is understood as well.</summary>
    private static MessageCall? Another(MessageCall call)
    {
        foreach (var member in call.Profile.Members.Where(m => m.Source is MemberSource.Body))
        {
            if (call.Body?[member.Name] is { } value && Other(value, member.Type) is { } other)
            {
                var body = call.Body.DeepClone().AsObject();
                body[member.Name] = other;
                return call with { Body = body };
            }
        }

        var ids = call.Path.Split('/').Where(part => Guid.TryParse(part, out _)).ToList();
        return ids.Count == 0
            ? null
            : call with { Path = call.Path.Replace(ids[0], Guid.NewGuid().ToString(), StringComparison.Ordinal) };
    }

    private static JsonNode? Other(JsonNode value, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum)
        {
            return EnumNames.All(bare).FirstOrDefault(name => name != value.ToString());
        }

        if (bare == typeof(Guid) || Array.Exists(bare.GetInterfaces(), IsId))
            return Guid.NewGuid().ToString();
        return bare == typeof(string) && value.ToString() is [_, .. var rest] ? "X" + rest : null;
    }

    private static bool IsId(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IId<>);
}
