namespace TestDigitalPlatform.Hosting.OpenApi.Comments;

/// <summary>What a doc comment says of one type or member, as Markdown.</summary>
/// <param name="Summary">What it is, in a sentence; <see langword="null"/> when nobody has said.</param>
/// <param name="Remarks">What else there is to know.</param>
/// <param name="Example">A value as its author wrote it: JSON, or a bare text.</param>
internal sealed record DocComment(string? Summary, string? Remarks, string? Example)
{
    private const string SentenceEnd = ". ";

    internal static DocComment None { get; } = new(null, null, null);

    /// <summary>The summary's first sentence as plain text, for a list of operations.</summary>
    internal string? Title => FirstSentence?.TrimEnd('.').Replace("`", "", StringComparison.Ordinal);

    /// <summary>What the title leaves out, and the remarks.</summary>
    internal string Details =>
        string.Join(
            "\n\n", new[] { Summary?[FirstSentence!.Length..].Trim(), Remarks }.Where(t => !string.IsNullOrEmpty(t)));

    private string? FirstSentence =>
        Summary?.IndexOf(SentenceEnd, StringComparison.Ordinal) is { } end and >= 0 ? Summary[..(end + 1)] : Summary;
}
