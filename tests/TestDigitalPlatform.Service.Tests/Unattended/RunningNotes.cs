using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Unattended;

/// <summary>One running service for all tests of a class; each takes customers of its own.</summary>
public sealed class RunningNotes : IAsyncLifetime
{
    internal TestService Service { get; private set; } = null!;

    internal IPlatformSender<NoteKeeper> Keeper => Service.Services.GetRequiredService<IPlatformSender<NoteKeeper>>();

    internal IPlatformSender<NoteCounter> Counter => Service.Services.GetRequiredService<IPlatformSender<NoteCounter>>();

    public async ValueTask InitializeAsync() => Service = await NotesService.Start();

    public async ValueTask DisposeAsync() => await Service.DisposeAsync();

    internal async Task Execute(string sql)
    {
        await using var connection = await Service.Database.OpenAsSuperuser();
#pragma warning disable CA2100 // The statement is the test's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
