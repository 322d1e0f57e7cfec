using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Commands;

/// <summary>
/// Has the server ask a statement how many rows it changed: the batch is committed before an answer could come back
/// here.
/// </summary>
internal static class RowGuard
{
    /// <exception cref="PlatformException">TDP0120: no rows of it could be counted.</exception>
    internal static string Around(string text, SqlShape shape)
    {
        // It always changes a row, or fails.
        if (shape.IsPlainInsert)
            return text;
        if (shape.Verb is not ("insert" or "update" or "delete" or ""))
            throw new PlatformException("TDP0120", $"A statement that begins with '{shape.Verb}' was stored and "
                + "must change a row, but its rows can't be counted. Use an insert, update or delete, or StoreAny.");

        // What changes rows within a "with" must stand at the top level, so the statement's own parts stay in front.
        var main = shape.MainToken > 0 ? shape.Tokens[shape.MainToken].Start : 0;
        var begin = main == 0 ? "with " : text[..main] + ", ";
        return $"{begin}tdp_changed as ({text[main..shape.End]} returning 1) "
            + "select tdp.changed((select count(*) from tdp_changed))";
    }
}
