using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Data;

/// <summary>A statement's text, and what is worked out about it once.</summary>
internal sealed class SqlText(string text)
{
    private SqlShape? shape;
    private string? insert;
    private string? change;

    internal string Text { get; } = text;

    /// <summary>What kind of statement it is, and where it ends.</summary>
    internal SqlShape Shape => shape ??= SqlShape.Of(Text);

    /// <summary>The statement as one that adds its rows or fails.</summary>
    /// <exception cref="PlatformException">TDP1095: it may add none.</exception>
    internal string Insert => insert ??= RowGuard.Insert(Text, Shape);

    /// <summary>The statement that undoes the batch when this one changes no row.</summary>
    /// <exception cref="PlatformException">TDP1095: its rows can't be counted.</exception>
    internal string Change => change ??= RowGuard.Change(Text, Shape);
}
