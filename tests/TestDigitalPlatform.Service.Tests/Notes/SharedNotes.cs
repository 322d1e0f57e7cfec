using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Notes;

/// <summary>A service for tests that leave it as it is, such as those whose request is refused.</summary>
public sealed class SharedNotes : IAsyncLifetime
{
    private TestService? service;

    internal TestService Service => service!;

    public async ValueTask InitializeAsync() => service = await NotesService.Start();

    public ValueTask DisposeAsync() => service?.DisposeAsync() ?? ValueTask.CompletedTask;
}
