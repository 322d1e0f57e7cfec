using FastEndpoints;
using Items;
using Items.Authentication;
using Npgsql;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Services.AddSingleton(NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("items")!));
builder.Services.AddFastEndpoints();
var tokens = builder.AddTokens();
var app = builder.Build();
tokens.Use(app);
app.UseFastEndpoints();
app.MapProbe();
await app.RunAsync();
