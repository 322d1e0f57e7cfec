using TestDigitalPlatform.Files;

namespace TestDigitalPlatform.Hosting.Files;

/// <summary>A file that is stored and belongs to nothing yet: it goes unless a decision keeps it.</summary>
internal sealed class StagedFile(Uploads uploads, FileKey key, Caller caller) : IAsyncDisposable
{
    private bool isLeft;

    /// <summary>What the command is told of it.</summary>
    internal Upload Upload { get; set; } = null!;

    /// <summary>A decision keeps it, or may have: only housekeeping, which knows which, removes it now.</summary>
    internal void Leave() => isLeft = true;

    /// <summary>No decision keeps it after all.</summary>
    internal void Drop() => isLeft = false;

    public async ValueTask DisposeAsync()
    {
        if (!isLeft)
            await uploads.Discard(key, caller);
    }
}
