using TestDigitalPlatform.Generators.Binders;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>Writes one operation: its endpoint and the binder of its message.</summary>
internal static class OperationSource
{
    private const string Endpoint = "global::TestDigitalPlatform.Generated.OperationEndpoint";

    public static string Write(string platform, string name, OperationModel operation)
    {
        var source = new CodeText()
            .Line("namespace TestDigitalPlatform;")
            .Line()
            .Open($"internal static partial class {platform}")
            .Summary($"{operation.Attributes.Method} {operation.Attributes.Path}")
            .OpenHidden($"internal static class {name}");
        BinderSource.WriteFields(source, operation.Message, operation.IsCommand);
        if (HasOneInstance(operation))
            source.Line($"private static readonly {operation.Handler} Handler = new();").Line();
        WriteEndpoint(source, operation);
        BinderSource.WriteBind(source.Line(), operation.Message, operation.IsCommand);
        return source.Close().Close().ToString();
    }

    private static void WriteEndpoint(CodeText source, OperationModel operation)
    {
        var method = operation.IsCommand ? "Command" : "Query";
        source
            .Line($"internal static {Endpoint} Endpoint {{ get; }} =")
            .Indent()
            .Line($"{Endpoint}.{method}<{string.Join(", ", operation.TypeArguments.Prepend(operation.Handler))}>(")
            .Indent();
        WriteDescription(source, operation);
        if (operation.Kind != HandlerKind.Command)
            source.Line($"{Factory(operation)},");
        source.Line(operation.IsCommand ? "Bind," : "Bind);");
        if (operation.IsCommand)
            source.Line($"{Target(operation)});");
        source.Outdent().Outdent();
    }

    private static void WriteDescription(CodeText source, OperationModel operation)
    {
        source.Line("new global::TestDigitalPlatform.Generated.Operation").Open()
            .Line($"Message = typeof({operation.TypeArguments[0]}),")
            .Line($"Answer = typeof({operation.TypeArguments[operation.TypeArguments.Count - 1]}),")
            .Line($"IsCommand = {Literal.Of(operation.IsCommand)},")
            .Line($"Method = {Literal.Of(operation.Attributes.Method)},")
            .Line($"Path = {Literal.Of(operation.Attributes.Path)},");
        foreach (var setting in operation.Attributes.Settings)
            source.Line(setting + ",");
        if (operation.HasVersion)
            source.Line("HasVersion = true,");
        source.Close(",");
    }

    // A handler without dependencies keeps nothing, so one serves all requests.
    private static bool HasOneInstance(OperationModel operation) =>
        operation.Kind != HandlerKind.Command && operation.Dependencies.Count == 0;

    private static string Factory(OperationModel operation)
    {
        if (HasOneInstance(operation))
            return "static _ => Handler";
        return $"static services => new {operation.Handler}({string.Join(", ", operation.Dependencies)})";
    }

    // The last thing that the path names: /requests/{request}/comments/{comment} is about the comment.
    private static string Target(OperationModel operation)
    {
        var route = operation.Message.Route;
        if (route.Count == 0)
            return "null";
        var last = route[route.Count - 1];
        return $"static command => command.{last.Property.Escaped()}{(last.Type == "string" ? "" : ".ToString()")}";
    }
}
