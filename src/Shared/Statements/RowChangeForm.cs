namespace TestDigitalPlatform.Statements;

/// <summary>Holds a statement against what a decision says that it does to rows.</summary>
internal static class RowChangeForm
{
    public const string Insert = "Insert";
    public const string Change = "Change";
    public const string ChangeAny = "ChangeAny";

    private static readonly string UnreadPart = SqlTokens.Unread.ToString();

    public const string NotAnInsert =
        "'.Insert' takes one 'insert … values' without 'with' and 'on conflict', which adds its rows or fails: "
        + "use .Change for a statement that must change a row, and .ChangeAny for one that may change none";

    public const string AlwaysInserts =
        "'insert … values' without 'on conflict' adds its rows or fails, so it can't miss one: use .Insert";

    /// <summary>What is wrong with a statement whose rows are to be counted.</summary>
    public static string Uncounted(string verb) => verb == "merge"
        ? "'.Change' must change a row, but PostgreSQL before 17 can't count the rows of 'merge': "
            + "use 'insert … on conflict', or .ChangeAny if it may change none"
        : $"'.Change' must change a row, but the rows that '{verb}' changes can't be counted: "
            + "use an insert, update or delete, or .ChangeAny if it may change none";

    /// <summary>Whether no row of it can be counted; not when it can't be told what it does.</summary>
    public static bool IsUncounted(SqlShape shape) =>
        shape.MainToken >= 0 && shape.Tokens[shape.MainToken].IsWord && shape.Verb is not ("insert" or "update" or "delete");

    /// <summary>What is wrong with a statement for the call that it is given to; <see langword="null"/> when nothing is, or
    /// it can't be told because parts of the text can't be read.</summary>
    public static string? FlawOf(string said, SqlShape shape)
    {
        if (said == Insert)
            return !shape.IsPlainInsert && IsKnown(shape) ? NotAnInsert : null;
        if (shape.IsPlainInsert)
            return AlwaysInserts;
        return said == Change && IsUncounted(shape) ? Uncounted(shape.Verb) : null;
    }

    /// <summary>The calls that would fit, the likeliest first.</summary>
    public static string[] Fitting(SqlShape shape)
    {
        if (shape.IsPlainInsert)
            return [Insert];
        return IsUncounted(shape) ? [ChangeAny] : [Change, ChangeAny];
    }

    // A part that can't be read may be all that makes it one, unless it stands within parentheses.
    private static bool IsKnown(SqlShape shape) =>
        !shape.Tokens.Exists(token => token.Depth == 0 && token.Is(UnreadPart)) || shape.Verb is "update" or "delete";
}
