namespace TestDigitalPlatform.Messages;

/// <summary>How much is taken and carried at once.</summary>
internal static class BlockLimit
{
    /// <summary>A block ends with the message that brings its bodies to so many bytes.</summary>
    internal const int Bytes = 8 * 1024 * 1024;

    /// <summary>What a received body may have. None that the platform sends is larger.</summary>
    internal const int MaxBodyBytes = 16 * 1024 * 1024;

    /// <summary>What is kept of a larger one.</summary>
    internal const int KeptBytes = 1024;

    /// <summary>How often in a row a block may be refused before its messages are carried one by one.</summary>
    internal const int MaxRefusals = 3;

    /// <summary>How often what was refused is looked for. Each is tried again after a minute.</summary>
    internal static readonly TimeSpan RefusedLook = TimeSpan.FromSeconds(10);
}
