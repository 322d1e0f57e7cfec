using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Binders;

/// <summary>Writes how a message is made from a request.</summary>
internal static class BinderSource
{
    private const string Binding = "global::TestDigitalPlatform.Hosting.Binding.";
    private const string Compiler = "global::System.Runtime.CompilerServices.";

    /// <summary>The descriptions of the message's parts, made once.</summary>
    public static void WriteFields(CodeText source, MessageModel message, bool isCommand)
    {
        foreach (var field in message.Fields)
            WriteStatic(
                source, $"{Kind(field)}<{field.ReadType}> {field.Description}", Arguments(field),
                field.HasParts
                    ? $" {{ Source = (typeof({message.FullName}), {Literal.Of(field.Property)}) }}"
                    : "");
        WriteStatic(source, "FieldSet " + SetName(message, isCommand), message.Sent.Select(f => f.Description));
        source.Line();
    }

    public static void WriteBind(CodeText source, MessageModel message, bool isCommand)
    {
        source.Open($"internal static {message.FullName}? Bind({Binding}RequestBinding binding)");
        foreach (var field in message.Route)
            source.Line($"var {field.Local} = binding.Route({field.Description});");
        foreach (var field in message.Files)
            source.Line($"var {field.Local} = binding.Upload!;");
        foreach (var field in message.Sent)
            source.Line($"{LocalType(field)} {field.Local} = {field.Initial};");
        WriteLoop(source.Line(), message, isCommand);
        WriteMessage(source.Line(), message);
        source.Close();
        foreach (var field in message.Sent.Where(f => f.Place == FieldPlace.Setter))
            WriteSetter(source.Line(), field);
    }

    private static void WriteLoop(CodeText source, MessageModel message, bool isCommand)
    {
        source.Line($"var reader = binding.{(message.IsInAddress(isCommand) ? "Query" : "Body")}({SetName(message, isCommand)});");
        if (message.Sent.Count == 0)
        {
            source
                .Open("while (reader.Next())")
                .Line("// There is nothing to read; the reader refuses what comes.")
                .Close();
        }
        else
        {
            source.Open("while (reader.Next())").Open("switch (reader.Field)");
            for (var i = 0; i < message.Sent.Count; i++)
                source.Line($"case {i}: {Read(message.Sent[i])} break;");
            source.Close().Close();
        }

        for (var i = 0; i < message.Sent.Count; i++)
        {
            if (message.Sent[i] is { Form: FieldForm.List or FieldForm.Array, Rules.Count: > 0 } list)
                WriteIf(source, $"reader.Has({i})", $"binding.Check({list.Description}, {list.Local});");
        }

        WriteIf(source.Line(), "!reader.Done()", "return null;");
    }

    private static void WriteMessage(CodeText source, MessageModel message)
    {
        var arguments = message.Fields.Concat(message.Files).Where(f => f.Argument >= 0).OrderBy(f => f.Argument).Select(Argument);
        var always = message.Fields.Concat(message.Files).Where(f => f.Argument < 0 && f.Place == FieldPlace.Always).ToArray();
        source.Line(
            $"var message = new {message.FullName}({string.Join(", ", arguments)}){(always.Length == 0 ? ";" : "")}");
        if (always.Length > 0)
        {
            source.Open();
            foreach (var field in always)
                source.Line($"{field.Property.Escaped()} = {Value(field)},");
            source.Close(";");
        }

        for (var i = 0; i < message.Sent.Count; i++)
            WriteWhenSent(source, message.Sent[i], i);
        foreach (var field in message.Fields.Where(f => f.RulesWithin.Count > 0))
            WriteRulesWithin(source, field);
        var mayStillFail = message.Fields.Any(f => f.RulesWithin.Count > 0);
        source.Line(mayStillFail ? "return binding.Failed ? null : message;" : "return message;");
    }

    private static void WriteWhenSent(CodeText source, FieldModel field, int number)
    {
        if (field.Place == FieldPlace.Always)
            return;
        WriteIf(source, $"reader.Has({number})", field.Place == FieldPlace.Setter
            ? $"Set{field.Property}(message, {Value(field)});"
            : $"message = message with {{ {field.Property.Escaped()} = {Value(field)} }};");
    }

    private static void WriteRulesWithin(CodeText source, FieldModel field)
    {
        var property = field.Property;
        source
            .Line($"binding.CheckWithin(message, {field.Description}, {Literal.Of(property)}, message.{property.Escaped()},")
            .Indent();
        for (var i = 0; i < field.RulesWithin.Count; i++)
            source.Line(field.RulesWithin[i] + (i + 1 < field.RulesWithin.Count ? "," : ");"));
        source.Outdent();
    }

    // What was not sent keeps what the contract initialised it with, which an object initializer would overwrite.
    private static void WriteSetter(CodeText source, FieldModel field) => source
        .Line($"[{Compiler}UnsafeAccessor({Compiler}UnsafeAccessorKind.Method, Name = \"set_{field.Property}\")]")
        .Line($"private static extern void Set{field.Property}({field.DeclaredBy} message, {field.Type} value);");

    private static void WriteStatic(
        CodeText source, string declared, IEnumerable<string> arguments, string initializer = "") => source.Line(
            $"private static readonly {Binding}{declared} = new({string.Join(", ", arguments)}){initializer};");

    private static void WriteIf(CodeText source, string condition, string statement) =>
        source.Line($"if ({condition})").Indent().Line(statement).Outdent();

    private static string Read(FieldModel field)
    {
        // The compiler would infer the type without its ?, and then warn that the two differ.
        var type = MayBeNull(field) && field.Form == FieldForm.Value ? $"<{field.ReadType}>" : "";
        return $"reader.Read{type}({field.Description}, ref {field.Local});";
    }

    private static string SetName(MessageModel message, bool isCommand) =>
        message.IsInAddress(isCommand) ? "QueryFields" : "BodyFields";

    private static string Kind(FieldModel field) => field.Form == FieldForm.Filter ? "FilterField" : "Field";

    private static IEnumerable<string> Arguments(FieldModel field)
    {
        string[] always = [Literal.Of(field.Name), field.Traits];
        return always.Concat(field.Rules);
    }

    private static string LocalType(FieldModel field) => field.Form switch
    {
        FieldForm.List or FieldForm.Array => $"global::System.Collections.Generic.List<{field.ReadType}>?",
        FieldForm.Filter => $"{Binding}FilterValues<{field.ReadType}>",
        _ => field.ReadType,
    };

    private static string Value(FieldModel field) => field.Form switch
    {
        FieldForm.List => MayBeNull(field) ? field.Local : $"{field.Local} ?? []",
        FieldForm.Array => MayBeNull(field) ? $"{field.Local}?.ToArray()" : $"{field.Local}?.ToArray() ?? []",
        FieldForm.Filter => $"{field.Local}.ToFilter()",
        _ => field.Local,
    };

    // What JSON ignores is left out, and keeps its default; what follows is named.
    private static string Argument(FieldModel field, int place) =>
        field.Argument == place ? Value(field) : $"{field.Parameter!.Escaped()}: {Value(field)}";

    private static bool MayBeNull(FieldModel field) => field.Type.EndsWith("?", StringComparison.Ordinal);
}
