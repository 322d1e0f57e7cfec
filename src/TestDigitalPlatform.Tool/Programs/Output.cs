namespace TestDigitalPlatform.Tool.Programs;

/// <summary>What a program that has ended left behind.</summary>
/// <param name="ExitCode">0 when all went well, as a rule.</param>
/// <param name="Text">What it printed.</param>
/// <param name="Errors">What it complained about.</param>
internal sealed record Output(int ExitCode, string Text, string Errors)
{
    /// <summary>Everything it said, for a person.</summary>
    public string All => string.Join('\n', new[] { Text.Trim(), Errors.Trim() }.Where(part => part.Length > 0));
}
