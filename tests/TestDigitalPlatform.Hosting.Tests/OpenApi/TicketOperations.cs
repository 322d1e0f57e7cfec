using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.OpenApi;
using TestDigitalPlatform.Hosting.Tests.OpenApi.Contracts;

namespace TestDigitalPlatform.Hosting.Tests.OpenApi;

/// <summary>A small service, described as the generator describes one.</summary>
internal static class TicketOperations
{
    internal static IReadOnlyList<Operation> All { get; } =
    [
        new()
        {
            Message = typeof(ListTickets), Answer = typeof(Page<TicketSummary>), IsCommand = false, Method = "GET", Path = "/tickets",
            Allowed = [new([Role.CustomerUser, Role.CustomerAdministrator])],
        },
        new() { Message = typeof(GetTicket), Answer = typeof(Ticket), IsCommand = false, Method = "GET", Path = "/tickets/{ticket}" },
        new()
        {
            Message = typeof(CountTickets), Answer = typeof(TicketCounts), IsCommand = false, Method = "GET", Path = "/tickets/counts",
            IsPublic = true, CacheFor = TimeSpan.FromMinutes(1),
        },
        new()
        {
            Message = typeof(SubmitTicket), Answer = typeof(TicketSummary), IsCommand = true, Method = "POST", Path = "/tickets",
            Allowed = [new([Role.CustomerUser])],
        },
        new()
        {
            Message = typeof(RenameTicket), Answer = typeof(Nothing), IsCommand = true, Method = "PUT", Path = "/tickets/{ticket}/title",
            Allowed = [new([Role.PlatformAdministrator])], HasVersion = true, RequireIfMatch = true,
        },
        new()
        {
            Message = typeof(RemoveTicket), Answer = typeof(Nothing), IsCommand = true, Method = "DELETE", Path = "/tickets/{ticket}",
            Allowed = [new([Role.PlatformAdministrator])], HasVersion = true,
        },
    ];

    /// <summary>Adds what makes the service's document.</summary>
    internal static void AddTo(IServiceCollection services) => AddTo(services, All);

    /// <summary>Makes the document of a service with these operations.</summary>
    internal static async Task<string> Document(
        IReadOnlyList<Operation> operations, Action<IServiceCollection>? configure = null, string name = "v1")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        AddTo(builder.Services, operations);
        configure?.Invoke(builder.Services);
        await using var app = builder.Build();
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(name)
            .GetOpenApiDocumentAsync(TestContext.Current.CancellationToken);
        return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, TestContext.Current.CancellationToken);
    }

    private static void AddTo(IServiceCollection services, IReadOnlyList<Operation> operations) =>
        services.AddPlatformOpenApi(_ => new DescribedService("tickets", "1.2.3", operations, Assembly: null));
}
