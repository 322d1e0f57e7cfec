using Items;
using Items.Authentication;
using Npgsql;

// --command=batch|naive chooses how AddItem is stored, --tokens=cached|stock|none who is believed, --isolation=where|rls who keeps
// customers apart in the get.
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddSingleton(NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("items")!));
var tokens = builder.AddTokens();
var app = builder.Build();
tokens.Use(app);
app.MapGet("/items", ItemEndpoints.List);
if (builder.Configuration["isolation"] == "rls")
    app.MapGet("/items/{id:guid}", IsolatedQueries.Get);
else
    app.MapGet("/items/{id:guid}", ItemEndpoints.Get);
if (builder.Configuration["command"] == "naive")
    app.MapPost("/items", ItemEndpoints.AddNaively);
else
    app.MapPost("/items", ItemEndpoints.Add);
app.MapGet("/greeting", (Caller _) => new Greeting("Hello."));
app.MapProbe();
await app.RunAsync();
