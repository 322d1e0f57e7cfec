global using System.Net;
global using System.Net.Http.Json;
global using Shouldly;
global using TestDigitalPlatform.Testing;
global using Xunit;

[Id]
public readonly partial record struct OrderId(Guid Value);

public sealed record OrderPlaced(OrderId Order, CustomerId Customer, string Card, decimal Amount) : IEvent
{
    string IEvent.Subject => Order.ToString();
}

public sealed record OrderPaid(OrderId Order, CustomerId Customer, string Number) : IEvent
{
    string IEvent.Subject => Order.ToString();
}

internal sealed class BookCourierHandler : IExternalCallHandler<BookCourier, Nothing>
{
    public Task<Nothing> Run(BookCourier call, ExternalCallContext context, CancellationToken cancellationToken) =>
        Task.FromResult(default(Nothing));
}

internal static class OrdersService
{
    public static Microsoft.AspNetCore.Builder.WebApplication Create(string[] args) =>
        Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args).Build();
}
