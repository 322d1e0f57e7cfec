using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Data;

/// <summary>A statement's text, and what is worked out about it once.</summary>
internal sealed class SqlText(string text)
{
    private SqlShape? shape;
    private string? guarded;

    internal string Text { get; } = text;

    /// <summary>What kind of statement it is, and where it ends.</summary>
    internal SqlShape Shape => shape ??= SqlShape.Of(Text);

    /// <summary>The statement that undoes the batch when this one changes no row.</summary>
    internal string Guarded => guarded ??= RowGuard.Around(Text, Shape);
}
