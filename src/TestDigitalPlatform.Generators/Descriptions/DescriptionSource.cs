using TestDigitalPlatform.Generators.Binders;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Descriptions;

/// <summary>Writes the descriptions of an assembly's messages; each is made when it is first asked for.</summary>
internal static class DescriptionSource
{
    private const string Generated = "global::TestDigitalPlatform.Generated.";

    public static string Write(IReadOnlyList<DescriptionModel> messages)
    {
        var source = new CodeText()
            .Line("[assembly: global::TestDigitalPlatform.Generated.OwnMessageDescriptions]")
            .Line()
            .Line("namespace TestDigitalPlatform.Generated;")
            .Line()
            .Line("/// <summary>What the queries and commands of this assembly consist of.</summary>")
            .OpenHidden($"file sealed class OwnMessageDescriptionsAttribute : {Generated}MessageDescriptionsAttribute")
            .Line($"public override {Generated}MessageDescription? Find(string message) => message switch")
            .Open();
        for (var i = 0; i < messages.Count; i++)
            source.Line($"{Literal.Of(messages[i].MetadataName)} => Message{i}(),");
        source.Line("_ => null,").Close(";");
        for (var i = 0; i < messages.Count; i++)
            Write(source.Line(), messages[i], i);
        return source.Close().ToString();
    }

    // A method each: the runtime compiles only what is asked for.
    private static void Write(CodeText source, DescriptionModel described, int number)
    {
        var message = described.Message;
        // What only the constructor knows can't be read back.
        var members = message.Route.Select(f => (Field: f, Source: "Route"))
            .Concat(message.Sent.Select(f => (Field: f, Source: message.IsInAddress(described.IsCommand) ? "Query" : "Body")))
            .Concat(message.Files.Select(f => (Field: f, Source: "File")))
            .Where(m => m.Field.DeclaredBy.Length > 0)
            .ToArray();
        source
            .Line($"private static {Generated}MessageDescription Message{number}() => new(")
            .Indent()
            .Line($"typeof({described.Answer}), {Literal.Of(described.IsCommand)}, {Literal.Of(described.Method)}, "
                + Literal.Of(described.Path) + (members.Length == 0 ? ");" : ","));
        for (var i = 0; i < members.Length; i++)
            source.Line(Member(message, members[i].Field, members[i].Source) + (i + 1 < members.Length ? "," : ");"));
        source.Outdent();
    }

    private static string Member(MessageModel message, FieldModel field, string source)
    {
        string[] more =
        [
            .. field.IsRequired || source == "Route" ? new[] { "IsRequired = true" } : [],
            .. field.IsPaging ? new[] { "IsPaging = true" } : [],
            .. field.Form is FieldForm.List or FieldForm.Array ? new[] { "IsList = true" } : [],
            .. field.Operators is { } operators ? new[] { $"Operators = {operators}" } : [],
        ];
        return $"new {Generated}MemberDescription({Literal.Of(field.Property)}, {Literal.Of(field.Name)}, "
            + $"typeof({field.DeclaredType}), {Generated}MemberSource.{source}, "
            + $"static m => (({message.FullName})m).{field.Property.Escaped()})"
            + (more.Length == 0 ? "" : $" {{ {string.Join(", ", more)} }}");
    }
}
