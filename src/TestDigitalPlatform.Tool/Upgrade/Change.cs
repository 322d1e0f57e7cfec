namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>What an upgrade means for one file.</summary>
/// <param name="Path">The file, from the solution's folder.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Text">What is written; <see langword="null"/> when the file goes, or is left alone.</param>
internal sealed record Change(string Path, ChangeKind Kind, string? Text = null)
{
    public bool IsWritten => Kind is not (ChangeKind.LeftOut or ChangeKind.Kept);
}
