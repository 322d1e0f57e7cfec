using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Data;

/// <summary>
/// Has the server ask a statement how many rows it changed: the batch is committed before an answer could come back
/// here.
/// </summary>
/// <remarks>
/// What a statement is for is said by the decision, and the text is only compared with that. The compiler does the same
/// wherever it can read the text; statements that are composed of parts are left to this.
/// </remarks>
internal static class RowGuard
{
    /// <exception cref="PlatformException">TDP1095: it may add no row.</exception>
    internal static string Insert(string text, SqlShape shape) =>
        shape.IsPlainInsert ? text : throw Misfit(RowChangeForm.NotAnInsert);

    /// <exception cref="PlatformException">TDP1095: no rows of it could be counted.</exception>
    internal static string Change(string text, SqlShape shape)
    {
        if (RowChangeForm.IsUncounted(shape))
            throw Misfit(RowChangeForm.Uncounted(shape.Verb));

        // What changes rows within a "with" must stand at the top level, so the statement's own parts stay in front.
        var main = shape.MainToken > 0 ? shape.Tokens[shape.MainToken].Start : 0;
        var begin = main == 0 ? "with " : text[..main] + ", ";
        return $"{begin}tdp_changed as ({text[main..shape.End]} returning 1) "
            + "select tdp.changed((select count(*) from tdp_changed))";
    }

    private static PlatformException Misfit(string sentence) => new("TDP1095", sentence + ".");
}
