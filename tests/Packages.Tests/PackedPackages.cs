namespace Packages.Tests;

/// <summary>All packages of this build, open to be looked into.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    internal Feed Feed { get; private set; } = new("", "");

    internal IReadOnlyList<Package> All { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Feed = await Packed.Feed();
        All = Package.All(Feed);
        All.ShouldNotBeEmpty();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var package in All)
            package.Dispose();
        return ValueTask.CompletedTask;
    }
}
