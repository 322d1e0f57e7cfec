using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>An object with the members of a contract.</summary>
internal sealed class ObjectShape : ValueShape
{
    private static readonly ConcurrentDictionary<Type, ObjectShape> Known = new();

    // Found when they are first needed, so that a type may hold itself.
    private readonly Lazy<MemberShape[]> members;
    private readonly bool takesOthers;
    private readonly string known;

    private ObjectShape(Type type)
    {
        var info = BindingJson.Options.GetTypeInfo(type);
        members = new(() => [.. info.Properties.Where(MemberShape.IsMember).Select(MemberShape.Of)]);
        takesOthers = info.UnmappedMemberHandling is JsonUnmappedMemberHandling.Skip
            || info.Properties.Any(p => p.IsExtensionData);
        known = string.Join(", ", info.Properties.Where(MemberShape.IsMember).Select(p => p.Name));
    }

    internal static ObjectShape Of(Type type) => Known.GetOrAdd(type, static t => new ObjectShape(t));

    internal override void Check(ref Utf8JsonReader reader, ShapeCheck check) => Check(ref reader, check, null);

    /// <param name="reader">Stands on the value's first token.</param>
    /// <param name="check">Where it stands.</param>
    /// <param name="discriminator">A name that says which form the object has, and was looked at already.</param>
    internal void Check(ref Utf8JsonReader reader, ShapeCheck check, string? discriminator)
    {
        if (!Opens(ref reader, check, JsonTokenType.StartObject, "an object"))
            return;

        var (sent, expected) = (new bool[members.Value.Length + 1], 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = check.IsFull ? -1 : Find(ref reader, check, expected, discriminator);
            if (at >= 0 && sent[at])
                at = RefuseRepeated(check, at < members.Value.Length ? members.Value[at].Name : discriminator!);
            reader.Read();
            if (at >= 0)
                (sent[at], expected) = (true, at + 1);
            if (at >= 0 && at < members.Value.Length)
                CheckMember(ref reader, check, members.Value[at]);
            else
                reader.Skip();
        }

        RequireOthers(check, sent);
    }

    private void RequireOthers(ShapeCheck check, bool[] sent)
    {
        for (var i = 0; i < members.Value.Length && !check.IsFull; i++)
        {
            if (members.Value[i].IsRequired && !sent[i])
                check.Add(members.Value[i].Name, "required", path => $"'{path}' is required.");
        }
    }

    private static int RefuseRepeated(ShapeCheck check, string name)
    {
        check.Add(name, "duplicate_field", path => $"'{path}' appears more than once.");
        return -1;
    }

    private static void CheckMember(ref Utf8JsonReader reader, ShapeCheck check, MemberShape member)
    {
        check.Enter(member.Name);
        member.Value.Check(ref reader, check);
        check.Leave();
    }

    // One beyond the members stands for the discriminator; -1 is what was refused.
    private int Find(ref Utf8JsonReader reader, ShapeCheck check, int expected, string? discriminator)
    {
        if (!Text.IsReadable(ref reader))
        {
            check.Add("invalid_text", $"'{check.Path}' has a field whose name is not valid Unicode.");
            return -1;
        }

        for (var i = 0; i < members.Value.Length; i++)
        {
            var at = (i + expected) % members.Value.Length;
            if (reader.ValueTextEquals(members.Value[at].Utf8Name))
                return at;
        }

        if (discriminator is not null && reader.ValueTextEquals(discriminator))
            return members.Value.Length;
        if (takesOthers)
            return -1;
        var name = Text.Shown(reader.GetString());
        check.Add(name, "unknown_field", path => $"Unknown field '{path}'. Known fields: {known}.");
        return -1;
    }
}
