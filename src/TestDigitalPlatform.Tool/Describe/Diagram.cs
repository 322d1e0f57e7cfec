using System.Text;

namespace TestDigitalPlatform.Tool.Describe;

/// <summary>Draws a process as a state diagram of Mermaid.</summary>
internal static class Diagram
{
    private const string Unseen = "?";
    private const string UnseenState = "unseen";

    public static bool HasUnseen(ServiceProcess process) => process.Arrows.Any(arrow => arrow.To == Unseen)
        || process.Steps.Any(step => step.Step == Unseen || step.Undo == Unseen);

    /// <returns>The text of the diagram, which ends with a line break.</returns>
    public static string Of(ServiceProcess process)
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        if (process.Steps.Count > 0)
            Workflow(text, process, process.Steps, process.UndoneBy);
        // Messages that lead to the same are one arrow.
        foreach (var same in process.Arrows.GroupBy(arrow => (arrow.From, arrow.To, arrow.Guard, arrow.Effects)))
        {
            var label = string.Join(" or ", same.Select(arrow => arrow.Message).Distinct())
                + (same.Key.Guard.Length > 0 ? $" [{same.Key.Guard}]" : "")
                + (same.Key.Effects.Length > 0 ? $" / {same.Key.Effects.Replace("; ", ", ", StringComparison.Ordinal)}" : "");
            Arrow(text, State(same.Key.From), State(same.Key.To), label);
        }

        if (HasUnseen(process))
            text.Append("    unseen: a state that the code does not show\n")
                .Append("    classDef unseen stroke-dasharray: 5 5\n    class unseen unseen\n");
        return text.ToString();
    }

    // One command after the other; a refusal leads back over what undoes them.
    private static void Workflow(
        StringBuilder text, ServiceProcess process, IReadOnlyList<(string Step, string Undo)> steps, IReadOnlyList<string> undoneBy)
    {
        var names = steps.Select(step => Name(step.Step)).ToArray();
        string? Back(int before) => steps.Take(before).LastOrDefault(step => step.Undo.Length > 0).Undo is { } undo ? Name(undo) : null;
        var end = undoneBy.Count > 0 ? "Finished" : "[*]";
        Arrow(text, "[*]", names[0], string.Join(" or ", process.Events.Select(e => e.Split('.', '+')[^1]).Except(undoneBy)));
        for (var i = 0; i < steps.Count; i++)
        {
            Arrow(text, names[i], i + 1 < steps.Count ? names[i + 1] : end, names[i].StartsWith("Until", StringComparison.Ordinal) ? "time is up" : "succeeded");
            // What is done is undone, the last first.
            if (!names[i].StartsWith("Until", StringComparison.Ordinal))
                Arrow(text, names[i], Back(i) ?? "[*]", "refused");
            if (steps[i].Undo.Length > 0)
                Arrow(text, Name(steps[i].Undo), Back(i) ?? "[*]", "undone");
        }

        if (undoneBy.Count > 0)
            Arrow(text, end, Back(steps.Count) ?? "[*]", string.Join(" or ", undoneBy));
    }

    // What is one of several commands, or can't be seen, is a state of its own.
    private static string Name(string command) => command == Unseen ? UnseenState : command.Replace(" or ", "_or_", StringComparison.Ordinal);

    private static void Arrow(StringBuilder text, string from, string to, string label) =>
        text.Append(FormattableString.Invariant($"    {from} --> {to}: {Escaped(label)}\n"));

    private static string State(string name) => name.Length == 0 ? "[*]" : name == Unseen ? UnseenState : name;

    // A label ends at these, and < begins an element.
    private static string Escaped(string label) => string.Concat(label.Select(letter => letter switch
    {
        ':' => "#58;",
        ';' => "#59;",
        '#' => "#35;",
        '<' => "#lt;",
        '>' => "#gt;",
        _ => letter.ToString(),
    }));
}
