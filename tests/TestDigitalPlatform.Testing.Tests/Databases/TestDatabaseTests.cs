using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Testing.Tests.Shop;

namespace TestDigitalPlatform.Testing.Tests.Databases;

public sealed class TestDatabaseTests
{
    [Fact]
    public async Task A_database_is_a_copy_and_nothing_is_provisioned_for_it()
    {
        await using var first = await ShopService.Start();
        var password = await Ask<string>("select rolpassword from pg_authid where rolname = 'shop_app'");
        var watch = Stopwatch.StartNew();

        await using var second = await TestPostgres.CreateDatabase(
            ShopService.Name, ((Func<string[], Microsoft.AspNetCore.Builder.WebApplication>)ShopService.Create).Method,
            _ => Task.CompletedTask, default);

        // Provisioning would have set the password anew. How long it takes is told, not held: other work may go on.
        TestContext.Current.TestOutputHelper!.WriteLine($"Copied in {watch.ElapsedMilliseconds} ms.");
        (await Ask<string>("select rolpassword from pg_authid where rolname = 'shop_app'")).ShouldBe(password);
        (await second.Scalar<long>("select count(*) from article")).ShouldBe(0);
        second.Name.ShouldNotBe(first.Database.Name);
    }

    [Fact]
    public async Task Nothing_of_it_is_left()
    {
        string name;
        await using (var service = await ShopService.Start())
        {
            name = service.Database.Name;
            await service.AddShelf();
            (await Exists(name)).ShouldBeTrue();
        }

        (await Exists(name)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_left_of_a_service_that_did_not_start()
    {
        var before = await Ask<long>("select count(*) from pg_database where datname like 'unstartable\\_%'");

        await Should.ThrowAsync<PlatformException>(() => TestService.Start("unstartable", args =>
        {
            var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args);
            builder.AddPlatform("unstartable", new ServiceDefinition(typeof(TestService).Assembly, []));
            if (args.Contains("--broken=true"))
                builder.Services.AddSingleton<IHostedService, Unstartable>();
            var app = builder.Build();
            app.MapPlatform();
            return app;
        }, "broken=true"));

        (await Ask<long>("select count(*) from pg_database where datname like 'unstartable\\_%'")).ShouldBe(before);
    }

    [Fact]
    public async Task Tests_side_by_side_see_their_own_rows_only()
    {
        var counts = await Task.WhenAll(Enumerable.Range(1, 8).Select(async shelves =>
        {
            await using var service = await ShopService.Start();
            for (var i = 0; i < shelves; i++)
                await service.AddShelf($"Shelf {i}");
            return await service.Database.Scalar<long>("select count(*) from shelf");
        }));

        counts.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public void The_key_that_a_killed_run_left_behind_is_removed()
    {
        using var gone = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        gone.WaitForExit();
        var (left, ours) = (Folder(gone.Id), Folder(Environment.ProcessId));

        TestTokens.RemoveAbandoned();

        Directory.Exists(left).ShouldBeFalse();
        Directory.Exists(ours).ShouldBeTrue();
        Directory.Delete(ours);

        static string Folder(int process) =>
            Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"tdp-test-key-{process}-{Guid.NewGuid():N}")).FullName;
    }

    private sealed class Unstartable : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) =>
            throw new PlatformException("TDP0106", "Not today.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static Task<bool> Exists(string database) =>
        Ask<bool>($"select exists (select from pg_database where datname = '{database}')");

    private static async Task<T> Ask<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await TestPostgres.AdminConnectionString());
#pragma warning disable CA2100 // The test's own.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
