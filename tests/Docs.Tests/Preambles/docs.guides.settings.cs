global using Shouldly;
global using Xunit;

internal sealed record OpenOrders(long Count);

/// <summary>Places an order.</summary>
[Post("/orders"), Allow(Role.CustomerUser)]
public sealed record PlaceOrder([Required, Length(1, 50)] string Reference) : ICommand;
