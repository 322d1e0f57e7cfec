namespace TestDigitalPlatform.Statements;

/// <summary>What a token is to PostgreSQL's grammar.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword, or a name without quotes.</summary>
    Word,

    /// <summary>A name in quotes, which is never a keyword.</summary>
    QuotedName,

    /// <summary>A text constant in any of its forms.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A numbered parameter, or a value of an interpolated string.</summary>
    Parameter,

    /// <summary>An operator's character, or punctuation.</summary>
    Sign,
}

/// <summary>One word or sign of a statement.</summary>
/// <param name="Text">In lower case, unless it was quoted; <c>'</c> for a text constant.</param>
/// <param name="Depth">How many parentheses and brackets are open around it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins in the statement.</param>
/// <param name="End">Where it ends in the statement, exclusive.</param>
internal readonly record struct SqlToken(string Text, int Depth, SqlTokenKind Kind, int Start, int End)
{
    /// <summary>Whether it is a name or a keyword.</summary>
    public bool IsWord => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;

    /// <summary>What it may mean to the grammar; nothing for a name in quotes.</summary>
    public string Keyword => Kind == SqlTokenKind.QuotedName ? "" : Text;

    public bool Is(string keyword) => Keyword == keyword;
}
