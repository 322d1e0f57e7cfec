using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Published;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Generators.Unattended;

namespace TestDigitalPlatform.Generators.Flows;

/// <summary>What a service's code says about its events and processes, one fact a line.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>publishes event handler kind</c>, with <c>?</c> for an event whose type can't be seen</item>
/// <item><c>handles event handler kind</c></item>
/// <item><c>process name identity summary</c>, <c>trigger process text</c>, <c>sends process command</c></item>
/// <item><c>move process number from message guard to effects</c>: from and to are empty for no instance, to is <c>?</c> where it can't be seen</item>
/// <item><c>step workflow number command undo</c>, <c>undone workflow event</c></item>
/// </list>
/// </remarks>
internal static class FlowFacts
{
    public static IReadOnlyList<string> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        var code = new SourceMethods(compilation, cancellationToken);
        var lines = new List<string>();
        foreach (var type in Classes(compilation.Assembly.GlobalNamespace))
        {
            cancellationToken.ThrowIfCancellationRequested();
            lines.AddRange(OfHandler(type, code));
            if (ProcessModel.StateOf(type) is { } state)
                lines.AddRange(OfProcess(type, state, code));
        }

        return [.. lines.Distinct().OrderBy(line => line, StringComparer.Ordinal)];
    }

    private static IEnumerable<string> OfHandler(INamedTypeSymbol type, SourceMethods code)
    {
        var handled = EventHandlerInterface.Of(type).Select(h => h.Event).OfType<INamedTypeSymbol>().ToArray();
        var kind = type.Attribute("ProjectionAttribute") is not null ? "projection" : "handler";
        foreach (var @event in handled)
            yield return Line("handles", NameOf(@event), type.Name, kind);
        if (handled.Length == 0 && !HandlerInterface.Of(type).Any(h => h.IsCommand))
            yield break;
        foreach (var told in code.Published(type))
            yield return Line("publishes", told is null ? "?" : NameOf(told), type.Name, handled.Length > 0 ? kind : "command");
    }

    private static IEnumerable<string> OfProcess(INamedTypeSymbol process, INamedTypeSymbol state, SourceMethods code)
    {
        yield return Line("process", process.Name, ServiceIdentityOf.Read(process)?.Name ?? "", SummaryOf(process));
        foreach (var trigger in process.GetAttributes().Where(IsTrigger))
            yield return Line("trigger", process.Name, TextOf(trigger));
        foreach (var @event in ProcessModel.EventsOf(process))
            yield return Line("handles", NameOf(@event), process.Name, "process");
        if (ProcessModel.WorkflowOf(process) is not null)
        {
            foreach (var line in OfWorkflow(process, code))
                yield return line;
            yield break;
        }

        var moves = new ProcessReader(process, state, code).Read();
        foreach (var (move, number) in moves.Select((move, number) => (move, number)))
        {
            // In the order of the code: a number, for the lines are sorted.
            yield return Line(
                "move", process.Name, $"{number:000}", move.From, move.Message, move.Guard, move.To, string.Join("; ", move.Effects));
            foreach (var command in move.Sent)
                yield return Line("sends", process.Name, command);
            foreach (var told in move.Told)
                yield return Line("publishes", told is null ? "?" : NameOf(told), process.Name, "process");
        }
    }

    private static IEnumerable<string> OfWorkflow(INamedTypeSymbol workflow, SourceMethods code)
    {
        foreach (var (step, number) in code.Steps(workflow).Select((step, number) => (step, number)))
        {
            yield return Line("step", workflow.Name, $"{number:000}", step.Command, step.Undo);
            if (step.Command != "Until")
                yield return Line("sends", workflow.Name, step.Command);
            if (step.Undo.Length > 0)
                yield return Line("sends", workflow.Name, step.Undo);
        }

        foreach (var undone in workflow.AllInterfaces.Where(i => i.IsOurs("IUndoneBy")))
            yield return Line("undone", workflow.Name, undone.TypeArguments[0].Name);
        foreach (var method in workflow.GetMembers("Ended").OfType<IMethodSymbol>())
        {
            foreach (var told in code.Returned(method, SourceMethods.IsEvent))
                yield return Line("publishes", told is null ? "?" : NameOf(told), workflow.Name, "process");
        }
    }

    // [OnSchedule("0 6 * * *", "Europe/Berlin")]
    private static bool IsTrigger(AttributeData attribute) =>
        attribute.AttributeClass is { } type && type.Name.StartsWith("On", StringComparison.Ordinal) && type.IsOurs(type.Name);

    private static string TextOf(AttributeData trigger) =>
        $"{trigger.AttributeClass!.Name.Replace("Attribute", "")}({string.Join(", ", trigger.ConstructorArguments.Select(Literal.Of))})";

    // A program is compiled without its documentation, so that is read as the comment that it is.
    private static string SummaryOf(INamedTypeSymbol type)
    {
        var comments = type.DeclaringSyntaxReferences.Select(part => part.GetSyntax().GetLeadingTrivia().ToFullString());
        var comment = Regex.Replace(string.Concat(comments), @"^\s*///\s?", "", RegexOptions.Multiline);
        var summary = Regex.Match(comment, "<summary>(.*?)</summary>", RegexOptions.Singleline).Groups[1].Value;
        var named = Regex.Replace(summary, "<(?:see|paramref) [a-z]+=\"(?:[^\"]*\\.)?([^\"]*)\" */>", "$1");
        return Regex.Replace(Regex.Replace(named, "<[^>]*>", ""), @"\s+", " ").Trim();
    }

    private static string NameOf(ITypeSymbol @event) =>
        @event is INamedTypeSymbol named ? ContractFacts.NameOf(named) : @event.Name;

    private static string Line(params string[] parts) =>
        string.Join("\t", parts.Select(part => part.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ')));

    private static IEnumerable<INamedTypeSymbol> Classes(INamespaceOrTypeSymbol within)
    {
        foreach (var member in within.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class, IsImplicitlyDeclared: false } type)
                yield return type;
            foreach (var inner in Classes(member))
                yield return inner;
        }
    }
}
