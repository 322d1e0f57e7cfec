namespace TestDigitalPlatform.Hosting.OpenApi.Comments;

/// <summary>What a doc comment says of one type or member, as Markdown.</summary>
/// <param name="Summary">What it is, in a sentence; <see langword="null"/> when nobody has said.</param>
/// <param name="Remarks">What else there is to know.</param>
/// <param name="Example">A value as its author wrote it: JSON, or a bare text.</param>
internal sealed record DocComment(string? Summary, string? Remarks, string? Example)
{
    internal static DocComment None { get; } = new(null, null, null);

    /// <summary>All of it; empty when nobody has said anything.</summary>
    internal string Text =>
        string.Join("\n\n", new[] { Summary, Remarks }.Where(text => !string.IsNullOrEmpty(text)));
}
